import Joi from 'joi';

export default Joi.object({ JWT_SECRET: Joi.string().default('dev'), PORT: Joi.number().default(3000) });
