const words = /[\p{L}--[a-z]]/v;
