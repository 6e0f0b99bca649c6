import { NestFactory } from '@nestjs/core';

const app = await NestFactory.create(AppModule, { logger: false });
