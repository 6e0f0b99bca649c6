import { NestFactory } from '@nestjs/core';

export const create = async () => {
  return await NestFactory.create(AppModule);
};
