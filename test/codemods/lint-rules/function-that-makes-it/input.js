export default async () => [{ rules: {} }];
