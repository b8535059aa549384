import type { MetadataRoute } from "next";

/** What a phone needs to put Préau on its home screen. */
export default function manifest(): MetadataRoute.Manifest {
  return {
    name: "Préau",
    short_name: "Préau",
    description: "L’espace numérique de travail de votre établissement.",
    lang: "fr",
    start_url: "/",
    display: "standalone",
    background_color: "#faf5e9",
    theme_color: "#1d2863",
    icons: [
      { src: "/icone-192.png", sizes: "192x192", type: "image/png" },
      { src: "/icone-512.png", sizes: "512x512", type: "image/png" },
      { src: "/icone-512.png", sizes: "512x512", type: "image/png", purpose: "maskable" },
    ],
  };
}
