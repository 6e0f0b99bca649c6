import { secureApp } from './security';

const app = await NestFactory.create(AppModule);
secureApp(app);
app.enableCors();
