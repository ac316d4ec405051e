/** Set by the proxy on each request, over whatever a client sends: the path and query of the page that is asked for. */
export const pathHeader = "x-nameplate-path";
