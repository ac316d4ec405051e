import { type ContactField, type ContactRules, choices, economicArea, isOrganisation, isPerson } from "./field";
import { esLegalForms, fiOrganisations, itEntities } from "./registry-words";

export const birthDate: ContactField = {
  key: "BIRTH_DATE_IN_YYYY_MM_DD",
  label: "Date of birth",
  why: "The registry identifies people by it. It is not published.",
  kind: "date",
  asked: isPerson,
};

const vatNumber: ContactField = {
  key: "VAT_NUMBER",
  label: "VAT number",
  why: "The registry identifies companies by it.",
  kind: "text",
  pattern: /^[A-Z]{2}[A-Z0-9+*.]{2,13}$/,
  example: "IT12345678901",
  asked: isOrganisation,
  optional: true,
};

/** What the registries of the European Union and its members ask. */
export const europeanRules: Record<string, ContactRules> = {
  eu: {
    fields: [
      {
        key: "EU_COUNTRY_OF_CITIZENSHIP",
        label: "Citizenship",
        why: "People outside the European Union may hold .eu names as citizens of one of its states.",
        kind: "country",
        asked: (registrant) => isPerson(registrant) && !economicArea.has(registrant.country),
      },
    ],
    refuse: (registrant) => {
      if (economicArea.has(registrant.country)) return null;
      if (isOrganisation(registrant))
        return {
          field: "country",
          message: ".eu needs an address in the European Union, Iceland, Liechtenstein or Norway.",
        };
      const citizenship = registrant.extra.EU_COUNTRY_OF_CITIZENSHIP;
      return !citizenship || economicArea.has(citizenship)
        ? null
        : {
            field: "EU_COUNTRY_OF_CITIZENSHIP",
            message: ".eu needs citizenship of a state of the European Union or the EEA.",
          };
    },
  },
  fr: {
    fields: [
      birthDate,
      {
        key: "BIRTH_COUNTRY",
        label: "Country of birth",
        why: "AFNIC, the registry of .fr, identifies people by it. It is not published.",
        kind: "country",
        asked: isPerson,
      },
      {
        key: "BIRTH_CITY",
        label: "Town of birth",
        why: "AFNIC asks it of people born in France.",
        kind: "text",
        asked: (registrant) => isPerson(registrant) && registrant.extra.BIRTH_COUNTRY === "FR",
      },
      {
        key: "BIRTH_DEPARTMENT",
        label: "Department of birth",
        why: "AFNIC asks it of people born in France.",
        kind: "text",
        pattern: /^(\d{2,3}|2[AB])$/i,
        example: "75",
        asked: (registrant) => isPerson(registrant) && registrant.extra.BIRTH_COUNTRY === "FR",
      },
      { ...vatNumber, why: "AFNIC identifies companies by it or by their trade register.", example: "FR12345678901" },
    ],
    refuse: ({ country }) =>
      economicArea.has(country) || country === "CH"
        ? null
        : { field: "country", message: ".fr needs an address in the European Union, the EEA or Switzerland." },
  },
  it: {
    fields: [
      {
        key: "IT_REGISTRANT_ENTITY_TYPE",
        label: "Kind of holder",
        why: "Registro.it records it with every name.",
        kind: "choice",
        options: choices(itEntities),
        asked: isOrganisation,
      },
      {
        key: "IT_NATIONALITY",
        label: "Nationality",
        why: ".it names are for citizens and residents of the EEA, Switzerland and the United Kingdom.",
        kind: "country",
        asked: isPerson,
      },
      {
        key: "IT_PIN",
        label: "Codice fiscale, VAT or identity number",
        why: "Registro.it identifies holders by it: Italians by codice fiscale, companies by VAT number, others by a document.",
        kind: "text",
        pattern: /^[A-Z0-9]{5,20}$/i,
        example: "RSSMRA85T10A562S",
      },
    ],
    refuse: (registrant) => {
      const near = (country: string) => economicArea.has(country) || ["CH", "GB", "SM", "VA"].includes(country);
      if (near(registrant.country)) return null;
      if (isPerson(registrant) && near(registrant.extra.IT_NATIONALITY ?? "")) return null;
      return {
        field: "country",
        message: ".it needs an address or citizenship in the EEA, Switzerland or the United Kingdom.",
      };
    },
  },
  es: {
    fields: [
      {
        key: "ES_LEGAL_FORM",
        label: "Legal form",
        why: "Red.es, the registry of .es, records it with every name.",
        kind: "choice",
        options: choices(esLegalForms),
      },
      {
        key: "ES_IDENTIFICATION_TYPE",
        label: "Kind of identification",
        why: "Red.es identifies holders by a document.",
        kind: "choice",
        options: choices({
          DNI_AND_NIF: "DNI or NIF (Spain)",
          NIE: "NIE (residents of Spain)",
          OTHER: "Another document",
        }),
      },
      {
        key: "ES_IDENTIFICATION",
        label: "Identification number",
        why: "Red.es checks it against the kind of document.",
        kind: "text",
        pattern: /^[A-Z0-9-]{5,30}$/i,
        example: "12345678M",
      },
    ],
    refuse: ({ extra }) => {
      const { ES_LEGAL_FORM: form, ES_IDENTIFICATION_TYPE: type, ES_IDENTIFICATION: number } = extra;
      if (!number || type === "OTHER") return null;
      if (form !== "INDIVIDUAL")
        return /^[A-Z]\d{8}$/i.test(number)
          ? null
          : { field: "ES_IDENTIFICATION", message: "A CIF is a letter and 8 digits, such as B12345678." };
      if (type === "NIE")
        return /^[A-Z]\d{7}[A-Z]$/i.test(number)
          ? null
          : { field: "ES_IDENTIFICATION", message: "An NIE is a letter, 7 digits and a letter, such as Y1234567X." };
      return /^\d{8}[A-Z]$/i.test(number)
        ? null
        : { field: "ES_IDENTIFICATION", message: "A DNI is 8 digits and a letter, such as 12345678M." };
    },
  },
  de: {
    fields: [],
    refuse: ({ addressLine1 }) =>
      /\b(p\.?\s?o\.?\s?box|postfach)\b/i.test(addressLine1)
        ? { field: "addressLine1", message: ".de needs the address of a street: DENIC refuses post boxes." }
        : null,
  },
  se: {
    fields: [
      {
        key: "SE_ID_NUMBER",
        label: "Personal or organisation number",
        why: "The Swedish Internet Foundation identifies holders by it; outside Sweden a passport or VAT number does.",
        kind: "text",
        pattern: /^[A-Z0-9-]{6,20}$/i,
        example: "556703-7485",
      },
      {
        key: "BIRTH_COUNTRY",
        label: "Country that gave the number",
        why: "The number is read by that country's rules.",
        kind: "country",
      },
    ],
  },
  fi: {
    fields: [
      {
        key: "FI_NATIONALITY",
        label: "Finnish or not",
        why: "Traficom, the registry of .fi, identifies Finns by number and others by date of birth.",
        kind: "choice",
        options: choices({ FINNISH: "Finnish", NOT_FINNISH: "Not Finnish" }),
      },
      {
        key: "ONWER_FI_ID_NUMBER",
        label: "Finnish identity code",
        why: "Traficom identifies Finnish people by it. It is not published.",
        kind: "text",
        pattern: /^\d{6}[-+A-FU-Y]\d{3}[0-9A-Z]$/i,
        example: "131052-308T",
        asked: (registrant) => isPerson(registrant) && registrant.extra.FI_NATIONALITY === "FINNISH",
      },
      {
        ...birthDate,
        asked: (registrant) => isPerson(registrant) && registrant.extra.FI_NATIONALITY === "NOT_FINNISH",
      },
      {
        key: "FI_ORGANIZATION_TYPE",
        label: "Kind of organisation",
        why: "Traficom records it with every name.",
        kind: "choice",
        options: choices(fiOrganisations),
        asked: isOrganisation,
      },
      {
        key: "FI_BUSINESS_NUMBER",
        label: "Business number",
        why: "Traficom identifies organisations by it; outside Finland the local register's number does.",
        kind: "text",
        pattern: /^[A-Z0-9-]{5,20}$/i,
        example: "1234567-8",
        asked: isOrganisation,
      },
    ],
  },
};
