/** The parts of an OpenAPI 3.1 document that its page shows. */
export type ApiSchema = {
  $ref?: string;
  type?: string | string[];
  format?: string;
  description?: string;
  enum?: unknown[];
  anyOf?: ApiSchema[];
  items?: ApiSchema;
  properties?: Record<string, ApiSchema>;
  required?: string[];
  minimum?: number;
  maximum?: number;
  minLength?: number;
  maxLength?: number;
  default?: unknown;
};

export type ApiParameter = { name: string; in: string; required: boolean; description?: string; schema: ApiSchema };
type Content = Record<string, { schema: ApiSchema; example?: unknown }>;

export type ApiOperation = {
  operationId: string;
  tags: string[];
  summary: string;
  description?: string;
  security: { token: string[] }[];
  parameters: ApiParameter[];
  requestBody?: { content: Content };
  responses: Record<string, { description: string; content: Content }>;
};

export type ApiDocument = {
  servers: { url: string }[];
  paths: Record<string, Record<string, ApiOperation>>;
  components: { schemas: Record<string, ApiSchema> };
};
