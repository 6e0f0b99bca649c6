import { NestFactory } from '@nestjs/core';

NestFactory.create(AppModule).then((app) => app.listen(3000));
