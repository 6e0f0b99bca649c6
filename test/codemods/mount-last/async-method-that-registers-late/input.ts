import express from 'express';

export class App {
  public app = express();

  constructor() {
    this.initializeGraph();
    this.initializeErrorHandling();
  }

  private async initializeGraph() {
    const graph = await buildGraph();
    graph.applyMiddleware({ app: this.app });
  }

  private initializeErrorHandling() {
    this.app.use(errors);
  }
}
