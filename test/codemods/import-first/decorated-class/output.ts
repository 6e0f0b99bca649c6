import './security/env';
@Entry()
export class Server {}
