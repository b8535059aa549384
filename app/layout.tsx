import type { Metadata, Viewport } from "next";
import { cookies } from "next/headers";
import type { ReactNode } from "react";
import { comfortAttributes, comfortCookie, type Comfort, parseComfort } from "@/lib/comfort";
import "./globals.css";

/** Titles of pages read «Cahier de texte · Préau». */
export const metadata: Metadata = {
  title: { default: "Préau", template: "%s · Préau" },
  description: "L’espace numérique de travail de votre établissement.",
  applicationName: "Préau",
  // A portal for people who are known: nothing in it is for search engines, and phones must not guess phone numbers.
  robots: { index: false, follow: false },
  formatDetection: { telephone: false },
};

async function readComfort(): Promise<Comfort> {
  return parseComfort((await cookies()).get(comfortCookie)?.value);
}

/** The browser's own bars take the colour of the roof (app/globals.css). */
export async function generateViewport(): Promise<Viewport> {
  const light = "#1d2863";
  const dark = "#222c69";
  const { theme } = await readComfort();
  if (theme !== "system") return { themeColor: theme === "dark" ? dark : light };
  return {
    themeColor: [
      { media: "(prefers-color-scheme: light)", color: light },
      { media: "(prefers-color-scheme: dark)", color: dark },
    ],
  };
}

/** The face that nearly every word of every page needs: asked for before the style sheet is read. */
const textFont = new URL(
  "../node_modules/@fontsource-variable/atkinson-hyperlegible-next/files/atkinson-hyperlegible-next-latin-wght-normal.woff2",
  import.meta.url,
);

/**
 * The document. Reading the cookie makes every page dynamic, which the nonces of the Content-Security-Policy need too,
 * and writes the reading options before the first paint.
 */
export default async function RootLayout({ children }: { children: ReactNode }) {
  const comfort = await readComfort();
  return (
    <html lang="fr" {...comfortAttributes(comfort)}>
      <head>
        {comfort.font === "atkinson" && (
          <link as="font" crossOrigin="anonymous" href={textFont.pathname} rel="preload" type="font/woff2" />
        )}
      </head>
      <body>{children}</body>
    </html>
  );
}
