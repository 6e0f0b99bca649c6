import express from 'express';
import helmet from 'helmet';

export default express()
  .use(helmet({ contentSecurityPolicy: { reportOnly: true } }))
  .use(express.json());
