export const unwritten: string[] = [];
