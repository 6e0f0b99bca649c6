import { validate, schemas } from './security';
export default async function (app) {
  app.post('/login', {
    preHandler: [
      check,
      audit,
      validate(schemas.postLogin),
    ],
    handler,
  });
}
