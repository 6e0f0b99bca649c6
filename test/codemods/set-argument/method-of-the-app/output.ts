import { secureApp, corsOptions } from './security';

const app = await NestFactory.create(AppModule);
secureApp(app);
app.enableCors(corsOptions);
