import express from 'express';
import { handleErrors } from './security';

const app = express();

async function addRoutes() {
  const routes = await load();
  for (const route of routes) app.use(route);
}

await addRoutes();
app.get('/', home);
handleErrors(app);
app.listen(3000);
