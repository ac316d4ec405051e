import { dayWords } from "./stages";

type Leaving = {
  name: string;
  madeAt: string;
  expiresAt: string | null;
  locked: boolean | null;
  nameServers: string[];
  dnssec: unknown[];
  obstacles: string[];
  hasZone: boolean;
};

/** What to do in which order so that site and mail are never down. Plain text: it must open anywhere. */
export function exitChecklist(facts: Leaving): string {
  const steps = [
    ...(facts.hasZone
      ? [
          `Import ${facts.name}.zone at your new DNS host, or leave the DNS where it is until the move is over.`,
          "Compare what the new host answers with what the old one answers. Only then change the name servers.",
        ]
      : [
          "Its DNS is not kept here: nothing about it changes with the move, as long as the name servers stay as they are.",
        ]),
    ...(facts.dnssec.length > 0
      ? [
          "Take the DS record away a day before the name servers change, and add the new host's afterwards. Otherwise the name stops answering.",
        ]
      : []),
    `${facts.locked === false ? "It is unlocked." : "Unlock the name on its Transfer page."}`,
    "Show the auth code there, once, and give it to the new registrar. Send it to nobody else.",
    "Answer the mail that the owner's address gets. Without it most transfers stop.",
    "Wait: registries take five to seven days. Site and mail go on as they are.",
    "When it has arrived: lock it again, and check that it renews at its new place.",
  ];
  return [
    `${facts.name}: how to take it elsewhere`,
    `Made on ${dayWords(new Date(facts.madeAt))}.`,
    "",
    ...(facts.expiresAt
      ? [
          `It runs until ${dayWords(new Date(facts.expiresAt))}. A transfer adds a year with most endings, never beyond ten.`,
          "Do not begin within the last two weeks before that day: renew it first.",
        ]
      : []),
    ...(facts.obstacles.length > 0
      ? ["", "It cannot leave yet:", ...facts.obstacles.map((reason) => `  - ${reason}`)]
      : []),
    "",
    ...steps.map((step, at) => `${at + 1}. ${step}`),
    "",
    `Name servers today: ${facts.nameServers.join(", ") || "none"}.`,
    "We stop invoicing when it has left. Its DNS here goes on answering for a while; do not rely on it.",
    "",
  ].join("\n");
}
