type Guide = { match: RegExp; steps: string[] };

/** How one leaves the registrars that most names are at. Menus move; the words on them last longer than their places. */
const guides: Guide[] = [
  {
    match: /godaddy|wild west/i,
    steps: [
      "At GoDaddy open Domains and choose the name.",
      "Under Transfer, choose Transfer to another registrar and turn Domain lock off.",
      "Choose Get authorization code: it is shown there, or mailed.",
    ],
  },
  {
    match: /namecheap/i,
    steps: [
      "At Namecheap open Domain List and choose Manage beside the name.",
      "Under Sharing & Transfer turn the transfer lock off.",
      "Choose Auth Code: it is mailed to the registrant.",
    ],
  },
  {
    match: /cloudflare/i,
    steps: [
      "At Cloudflare open Domain Registration, then Manage Domains, and choose the name.",
      "Under Configuration choose Unlock.",
      "The authorization code is shown right after; copy it.",
    ],
  },
  {
    match: /squarespace|google/i,
    steps: [
      "At Squarespace open Domains and choose the name.",
      "Turn Domain lock off.",
      "Choose Request transfer code: it is mailed to the owner.",
    ],
  },
  {
    match: /amazon/i,
    steps: [
      "In the Route 53 console open Registered domains and choose the name.",
      "Choose Transfer out, then Turn off transfer lock.",
      "There too, get the auth code.",
    ],
  },
  {
    match: /porkbun/i,
    steps: [
      "At Porkbun open Domain Management and the Details of the name.",
      "Turn Domain Lock off.",
      "Ask for the Authorization Code there.",
    ],
  },
  {
    match: /gandi/i,
    steps: [
      "At Gandi open Domain and choose the name.",
      "Under Transfer turn the transfer lock off.",
      "The authinfo code stands on the same page.",
    ],
  },
  {
    match: /name\.com/i,
    steps: [
      "At Name.com open My Domains and choose the name.",
      "Turn Transfer Lock off.",
      "Under Transfer Auth Code choose Show code.",
    ],
  },
];

const anywhere = (registrar: string) => [
  `Sign in at ${registrar} and open the settings of the name.`,
  "Turn the transfer lock (also called domain lock, or registrar lock) off.",
  "Ask for the auth code, also called EPP code, transfer code or authinfo. It is shown, or mailed to the registrant.",
];

/** What to do at the registrar that holds a name now, for a name to be able to leave. */
export function leavingSteps(registrar: string | null): string[] {
  const guide = registrar ? guides.find(({ match }) => match.test(registrar)) : undefined;
  return guide?.steps ?? anywhere(registrar ?? "your present registrar");
}
