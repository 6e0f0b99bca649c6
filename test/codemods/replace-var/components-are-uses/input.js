import React from 'react';
export const before = () => <Late />;
var Late = () => <p />;
var Early = () => <p />;
export const after = () => <Early />;
