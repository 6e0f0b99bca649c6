import { NestFactory } from '@nestjs/core';

const app = await NestFactory.create(AppModule, new ExpressAdapter(), { logger: false, cors: true });
