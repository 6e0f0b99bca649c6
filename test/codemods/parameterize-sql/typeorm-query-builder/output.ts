import { InjectRepository } from '@nestjs/typeorm';
import { Repository } from 'typeorm';
import { User } from './user';

export class Users {
  constructor(@InjectRepository(User) private readonly users: Repository<User>) {}

  find(name: string, dto: any) {
    const query = this.users.createQueryBuilder('user').where(`user.name = :name`, { name });
    return query.andWhere(`user.city = :city AND user.age > :age`, { age: 18, city: String(dto.city) }).andWhere(`user.id IN (:...ids)`, { ids: dto.ids }).getMany();
  }
}
