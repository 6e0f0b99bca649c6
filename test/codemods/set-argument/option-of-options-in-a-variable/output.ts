import { NestFactory } from '@nestjs/core';
import { corsOptions } from './security';

const options = { cors: corsOptions };
const app = await NestFactory.create(AppModule, options);
