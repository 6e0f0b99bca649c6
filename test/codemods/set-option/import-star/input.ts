import * as helmet from 'helmet';

app.use(helmet({ 'contentSecurityPolicy': false, }));
