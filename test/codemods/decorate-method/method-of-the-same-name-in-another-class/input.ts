import { Controller, Post } from '@nestjs/common';

@Controller('a')
export class OtherController {
  @Post('login')
  login() {}
}

@Controller('b')
export class AuthController {
  @Post('login')
  login() {}
}
