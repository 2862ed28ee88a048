import { playAll } from '../play.js';
import { terraformTools } from './tools.js';

playAll(terraformTools, 'terraform');
