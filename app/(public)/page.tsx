import { redirect } from "next/navigation";
import { currentAccount } from "@/lib/auth/context";

/** The bare address of the portal leads to where one left it. */
export default async function RootPage() {
  redirect((await currentAccount()) ? "/accueil" : "/connexion");
}
