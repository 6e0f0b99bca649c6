import { NestFactory } from '@nestjs/core';

const cors = { origin: '*' };
const app = await NestFactory.create(AppModule, { cors });
console.log(cors);
