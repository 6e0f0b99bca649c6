import { shared } from './shared';

export default async function (app) {
  app.post('/login', { ...shared, schema }, handler);
}
