@Entry()
export class Server {}
