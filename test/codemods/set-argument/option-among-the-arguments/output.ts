import { NestFactory } from '@nestjs/core';
import { corsOptions } from './security';

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, cors: corsOptions });
