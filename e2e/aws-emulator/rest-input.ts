import { checkInput, checkXmlInput, httpOf, type SmithyModel } from "./smithy-model";
import { parseXml } from "./xml";
import type { RestOperation } from "./zones-operations";

export const dnsNamespace = "https://route53.amazonaws.com/doc/2013-04-01/";

/** The input of a REST operation out of path, query and body, and what in it breaks the protocol or the model. */
export function readRestInput(
  operation: RestOperation,
  method: string,
  url: URL,
  body: string,
  model: SmithyModel | null,
): { input: Record<string, unknown>; problems: string[] } {
  const labels = operation.path.exec(url.pathname)?.slice(1).map(decodeURIComponent) ?? [];
  const input: Record<string, unknown> = Object.fromEntries(labels.map((label, i) => [operation.labels[i], label]));
  for (const [parameter, value] of url.searchParams) input[operation.query[parameter] ?? `?${parameter}`] = value;
  const problems: string[] = [];
  if (body) {
    const document = parseXml(body);
    if (document.root !== `${operation.name}Request` || document.namespace !== dnsNamespace)
      problems.push(`the document is ${document.root} of ${document.namespace}`);
    Object.assign(input, document.value);
  }
  if (model) {
    const http = httpOf(model, operation.name);
    const uri = new RegExp(`^${http?.uri.replace(/\{\w+\}/g, "[^/]+")}/?$`);
    if (http?.method !== method || !uri.test(url.pathname))
      problems.push(`${method} ${url.pathname} is not ${http?.uri}`);
    problems.push(...(body ? checkXmlInput : checkInput)(model, operation.name, input));
  }
  return { input, problems };
}
