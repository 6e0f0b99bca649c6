import express from 'express';

const app = express();

async function addRoutes() {
  const routes = await load();
  for (const route of routes) app.use(route);
}

await addRoutes();
app.get('/', home);
app.listen(3000);
