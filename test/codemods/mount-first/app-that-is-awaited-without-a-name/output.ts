import { NestFactory } from '@nestjs/core';
import { secureApp } from './security';

export const create = async () => {
  return secureApp(await NestFactory.create(AppModule));
};
