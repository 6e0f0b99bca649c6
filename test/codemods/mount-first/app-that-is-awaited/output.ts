import { NestFactory } from '@nestjs/core';
import { AppModule } from './app.module';
import { secureApp } from './security';

async function bootstrap() {
  const app = await NestFactory.create<NestExpressApplication>(AppModule, { cors: true });
  secureApp(app);
  app.setGlobalPrefix('api');
  await app.listen(3000);
}
bootstrap();
