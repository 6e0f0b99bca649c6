import { options } from './options';

export default async function (app) {
  app.post('/login', options, handler);
}
