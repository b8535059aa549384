import { readdirSync } from "node:fs";
import { posix } from "node:path";

/** A route of the portal, found in app/. */
export interface Route {
  /** As lib/auth/public-routes.ts names it: `/cahier-de-texte/seances/[seance]`. */
  address: string;
  kind: "page" | "route";
}

/** Every page and route handler of app/, without the groups of its folders. */
export function allRoutes(): Route[] {
  return readdirSync("app", { recursive: true, encoding: "utf8" }).flatMap((file) => {
    const path = file.replaceAll("\\", "/");
    const kind = /(?:^|\/)(page|route)\.tsx?$/.exec(path)?.[1];
    if (kind !== "page" && kind !== "route") return [];
    const folders = posix.dirname(path).split("/");
    return { address: `/${folders.filter((folder) => !/^(\(.*\)|\.)$/.test(folder)).join("/")}`, kind };
  });
}

/** An address of a route, its parameters filled in with an id that nothing has. */
export function exampleOf(route: Route): string {
  return route.address.replace(/\[[^\]]+\]/g, "01a20059-0000-7000-8000-000000000000");
}
