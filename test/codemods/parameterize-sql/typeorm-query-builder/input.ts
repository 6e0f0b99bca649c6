import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user';

export class Users {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  find(name: string, dto: any) {
    const query = this.users.createQueryBuilder('user').where(`user.name = '${name}'`);
    return query.andWhere(`user.city = '${dto.city}' AND user.age > :age`, { age: 18 }).andWhere(`user.id IN (${dto.ids.join(',')})`).getMany();
  }
}
