import express from 'express';
import { UserRoutes } from './users/users.routes';
import { handleErrors } from './security';

const app = express();
const routes = [];

app.use(express.json());

routes.push(new UserRoutes(app));
handleErrors(app);

app.listen(3000);
