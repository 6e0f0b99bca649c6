import { NestFactory } from '@nestjs/core';

const options = { cors: { origin: '*' } };
const app = await NestFactory.create(AppModule, options);
