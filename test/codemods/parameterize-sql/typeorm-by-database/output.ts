import { DataSource } from 'typeorm';

export class Users {
  constructor(private readonly db: DataSource) {}

  find(name: string, id: string) {
    return this.db.query(`SELECT * FROM users WHERE name = $1 AND id = $2`, [name, id]);
  }
}
