import { playAll } from '../play.js';
import { pythonTools } from './tools.js';

playAll(pythonTools, 'python');
