import express from 'express';
import { UserRoutes } from './users/users.routes';

const app = express();
const routes = [];

app.use(express.json());

routes.push(new UserRoutes(app));

app.listen(3000);
