import { DataSource } from 'typeorm';

export class Users {
  constructor(private readonly db: DataSource) {}

  find(name: string, id: string) {
    return this.db.query(`SELECT * FROM users WHERE name = '${name}' AND id = ${id}`);
  }
}
