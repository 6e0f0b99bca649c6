import React from 'react';
export const before = () => <Late />;
var Late = () => <p />;
const Early = () => <p />;
export const after = () => <Early />;
