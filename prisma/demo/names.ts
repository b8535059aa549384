// Invented people with the names that France really has today: by frequency first, then by chance. None is anybody.

const words = (text: string): readonly string[] => text.trim().split(/\s+/);

/** Girls born since 2010. */
export const GIRLS = words(`
  Emma Jade Louise Alice Lina Chloé Inès Léa Manon Lola Anna Zoé Camille Sarah Léna Juliette Nina Rose Ambre Mila Julia
  Eva Romane Agathe Lucie Jeanne Maëlys Clémence Margaux Lou Mathilde Clara Nour Yasmine Adèle Victoire Iris Éléonore
  Élise Charlotte Aya Assia Mariam Sofia Giulia Aïcha Fatoumata Awa Kadiatou Aminata Maïssa Salomé Capucine Apolline
  Héloïse Soline Constance Garance Alix Zélie Noémie Élina Anaé Maya Lily Olivia Myriam Safia Inaya Ilyana Leïla Naïma
  Maëlle Gwenaëlle Enora Nolwenn Anaïs Océane Justine Pauline Marine Laura Lisa Mélina Célia Thaïs Andréa Ana Inês
  Beatriz Maria Xuan Linh Mei Anh Priya Kavya Tasnim Hawa Oumou Divine Grâce Chidera Esther Rebecca Hanna Yaël Talia
  Anne-Laure Marie-Lou Rose-Marie Lou-Anne
`);

/** Boys born since 2010. */
export const BOYS = words(`
  Gabriel Léo Raphaël Louis Arthur Jules Adam Maël Lucas Hugo Liam Noah Paul Sacha Ethan Gabin Nathan Mohamed Aaron Tom
  Éden Théo Marius Nolan Naël Timéo Isaac Rayan Mathis Amir Ibrahim Victor Martin Axel Antoine Augustin Robin Eliott
  Noé Samuel Valentin Maxence Clément Baptiste Simon Côme Gaspard Achille Basile Oscar Joseph Malo Ewen Loïc Erwan
  Yanis Ilyès Ayoub Bilal Younès Zakaria Imran Kaïs Sofiane Mamadou Ousmane Moussa Cheikh Ismaël Abdoulaye Souleymane
  Enzo Matteo Diego Tiago Rafael Esteban Mateus Lorenzo Alessio Nicolas Alexandre Thomas Romain Quentin Florian
  Benjamin Rémi Aurélien Mathéo Kylian Loan Lenny Noam Élie Nathanaël Ruben Daniel David Émile Henri Georges Anatole
  Minh Quang Wei Arun Vihan Jean-Baptiste Pierre-Louis Paul-Antoine Marc-Aurèle
`);

/** Women of an age to have children at school, or to teach. */
export const WOMEN = words(`
  Céline Sandrine Stéphanie Aurélie Émilie Virginie Sophie Nathalie Isabelle Karine Delphine Laetitia Julie Élodie
  Caroline Sabrina Nadia Samira Fatima Khadija Aïssata Fatou Mariama Djamila Leïla Malika Rachida Hélène Claire Anne
  Catherine Florence Véronique Valérie Christelle Séverine Magali Peggy Angélique Mélanie Vanessa Jennifer Audrey Laure
  Marion Cécile Bénédicte Agnès Gaëlle Solène Maud Estelle Sylvie Patricia Marie Élisabeth Paula Carla Ana Teresa Sílvia
  Ioana Agnieszka Olena Thi-Mai Phuong Yun Priya Deborah Sarah Myriam Rébecca Esther Aminata Binta Bintou Rokhaya
  Anne-Sophie Marie-Laure Marie-Hélène Anne-Claire
`);

/** Men of an age to have children at school, or to teach. */
export const MEN = words(`
  Nicolas Sébastien Christophe David Frédéric Stéphane Laurent Olivier Julien Guillaume Cédric Jérôme Éric Thierry
  Philippe Pascal Vincent Arnaud Mickaël Alexandre Thomas Mathieu Benoît Emmanuel Fabrice Bruno Franck Xavier Yann Ludovic
  Karim Mohamed Rachid Samir Nabil Abdel Hakim Youssef Mamadou Amadou Ibrahima Ousmane Boubacar Jean Pierre Gilles Denis
  Damien Grégory Anthony Romain Maxime Kévin Jonathan Loïc Erwan Gaël Ronan Hervé Fabien Régis Aurélien Cyril Rémi
  Antonio Carlos Manuel Paulo Giuseppe Piotr Andriy Van-Tuan Minh Wei Rajesh Daniel Samuel Élie Michaël Jean-Philippe
  Jean-François Pierre-Yves Jean-Marc
`);

/** Family names, as SIECLE writes them. */
export const FAMILIES = words(`
  MARTIN BERNARD THOMAS PETIT ROBERT RICHARD DURAND DUBOIS MOREAU LAURENT SIMON MICHEL LEROY ROUX DAVID BERTRAND MOREL
  FOURNIER GIRARD BONNET DUPONT LAMBERT FONTAINE VINCENT MULLER FAURE ANDRÉ BLANC GUÉRIN BOYER CHEVALIER FRANÇOIS
  LEGRAND GAUTHIER GARCIA PERRIN ROBIN CLÉMENT MORIN NICOLAS HENRY MATHIEU GAUTIER MASSON MARCHAND DUVAL DENIS DUMONT
  MARIE LEMAIRE NOËL MEYER DUFOUR MEUNIER BRUN BLANCHARD GIRAUD JOLY RIVIÈRE LUCAS BRUNET GAILLARD BARBIER ARNAUD MARTINEZ
  GÉRARD ROCHE RENARD SCHMITT ROY LEROUX COLIN VIDAL CARON PICARD ROGER FABRE AUBERT LEMOINE RENAUD DUMAS LACROIX OLIVIER
  PHILIPPE BOURGEOIS PIERRE BENOÎT REY LECLERC PAYET ROLLAND LECLERCQ GUILLAUME LECOMTE LOPEZ JEAN DUPUY GUILLOT HUBERT
  BERGER CARPENTIER SANCHEZ DUPUIS MOULIN LOUIS DESCHAMPS HUET VASSEUR PEREZ BOUCHER FLEURY ROYER KLEIN JACQUET ADAM PARIS
  POIRIER MARTY AUBRY GUYOT CARRÉ CHARLES RENAULT CHARPENTIER MÉNARD MAILLARD BARON BERTIN BAILLY HERVÉ SCHNEIDER
  FERNANDEZ LE-GALL COLLET LÉGER BOUVIER JULIEN PRÉVOST MILLET PERROT DANIEL COUSIN GERMAIN BRETON BESSON LANGLOIS RÉMY
  LE-GOFF PELLETIER LÉVÊQUE PERRIER LEBLANC BARRÉ LEBRUN MARCHAL WEBER MALLET HAMON BOULANGER JACOB MONNIER MICHAUD
  RODRIGUEZ GUICHARD GILLET ÉTIENNE GRONDIN POULAIN TESSIER CHEVALLIER COLLIN CHAUVIN BOUCHET GAY LEMAÎTRE BÉNARD
  MARÉCHAL HUMBERT REYNAUD ANTOINE HOARAU PERRET BARTHÉLEMY CORDIER PICHON LEJEUNE GILBERT LAMY DELAUNAY PASQUIER
  CARLIER LAPORTE BENALI HADDAD BELKACEM BOUZID AMRANI CHERIF MANSOURI ZAÏDI SAÏDI BOUKHALFA HAMDI KACI MEZIANE OUALI
  AÏT-AHMED BEN-SALAH BELHADJ TOUATI KHELIFI DIALLO TRAORÉ COULIBALY KEÏTA DIARRA KONÉ CISSÉ CAMARA SYLLA BARRY DIOP NDIAYE
  FALL GUEYE SOW SARR MENDY TOURÉ KONATÉ BAH MBAYE NGUYEN TRAN PHAM HUYNH LY CHEN WANG ZHANG LIU SINGH KUMAR RAJARATNAM
  DA-SILVA FERREIRA DOS-SANTOS PEREIRA RODRIGUES GONÇALVES TEIXEIRA CARVALHO ESTEVES ROSSI BIANCHI FERRARI MORETTI
  KOWALSKI NOWAK POPESCU IONESCU KOVALENKO YILMAZ ÖZTÜRK DEMIR KAYA AYDIN COHEN LÉVY AZOULAY BENHAMOU MBEMBA NKOSI
  LUBAKI MAKOSSO BALDÉ FOFANA HOAREAU BOYER-VIDAL D'ALMEIDA DE-SOUSA DELACROIX-PETIT LE-BIHAN LE-ROUX KERVELLA
  ETCHEVERRY IRIGOYEN CASANOVA PIETRI MULLER-BAUER
`).map((name) => name.replace(/^(LE|DA|DE|DOS|BEN)-/, "$1 "));

/** Streets of the demo's town. */
export const STREETS = [
  "rue des Lilas",
  "rue Jean-Jaurès",
  "avenue de la République",
  "rue du Moulin",
  "allée des Tilleuls",
  "rue Victor-Hugo",
  "chemin des Vignes",
  "rue de la Gare",
  "boulevard de l’Orge",
  "rue Marie-Curie",
  "impasse du Lavoir",
  "rue des Écoles",
  "place de l’Église",
  "avenue Aimé-Césaire",
  "rue Simone-Veil",
  "rue du Vieux-Pont",
  "square des Peupliers",
  "rue Louise-Michel",
  "rue de la Ferme",
  "avenue du Général-Leclerc",
  "rue Pablo-Neruda",
  "résidence Les Érables",
  "rue Olympe-de-Gouges",
  "sente des Coquelicots",
] as const;

/** The demo's town, which does not exist, and its neighbours. */
export const TOWNS = [
  { postalCode: "91790", city: "VILLENEUVE-SUR-ORGE" },
  { postalCode: "91795", city: "SAINT-AUBIN-DES-PRÉS" },
  { postalCode: "91785", city: "MONTBRÉAU" },
] as const;

const PLAIN_LIGATURES: Readonly<Record<string, string>> = { œ: "oe", æ: "ae" };

/** A name as it enters an e-mail address: «Anne-Sophie LE GALL» → `anne-sophie.legall`. */
export function addressName(firstName: string, lastName: string): string {
  const plain = (text: string) =>
    text
      .toLowerCase()
      .replace(/[œæ]/g, (ligature) => PLAIN_LIGATURES[ligature] ?? "")
      .normalize("NFD")
      .replace(/[^a-z-]/g, "");
  return `${plain(firstName)}.${plain(lastName)}`;
}
