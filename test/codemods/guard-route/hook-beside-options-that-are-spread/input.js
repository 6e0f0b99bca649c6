const shared = { config: {} };

export default async function (app) {
  app.post('/login', { ...shared, schema }, handler);
}
