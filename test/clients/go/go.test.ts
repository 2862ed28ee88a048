import { playAll } from '../play.js';
import { goTools } from './tools.js';

playAll(goTools, 'go');
