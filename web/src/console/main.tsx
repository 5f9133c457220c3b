import { mount } from '../ui/mount.tsx';
import { Console } from './app/Console.tsx';
import '../styles/base.css';
import './styles/frame.css';
import './styles/parts.css';
import './styles/pages.css';
import './styles/map.css';

mount(Console);
