import { NestFactory } from '@nestjs/core';
import { corsOptions } from './security';

const cors = { origin: '*' };
const app = await NestFactory.create(AppModule, { cors: corsOptions });
console.log(cors);
