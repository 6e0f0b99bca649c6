import { Controller, Get } from 'routing-controllers';
import { publicMessage } from './security';

@Controller('/shops')
export class ShopController {
  @Get('/')
  async list(@Req() req: Request, @Res() res: Response) {
    try {
      return res.json(await this.shops.list());
    } catch (err: any) {
      return res.status(500).json({ message: publicMessage(err) });
    }
  }
}
