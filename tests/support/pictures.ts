/** Pictures as cameras make them: four colours, and in the EXIF what nobody should get to know. */

/** Top left, top right, bottom left, bottom right, as the sensor has them. */
export const quarters = ['#d01010', '#10b010', '#1010d0', '#e0d010'] as const;

/** To be run in a page: the four quarters as a JPEG, base64. */
export const drawQuarters = (width: number, height: number): string => `(() => {
  const canvas = document.createElement('canvas');
  canvas.width = ${width};
  canvas.height = ${height};
  const pen = canvas.getContext('2d');
  ${JSON.stringify(quarters)}.forEach((colour, at) => {
    pen.fillStyle = colour;
    pen.fillRect((at % 2) * ${width / 2}, Math.floor(at / 2) * ${height / 2}, ${width / 2}, ${height / 2});
  });
  return canvas.toDataURL('image/jpeg', 0.9).split(',')[1];
})()`;

const le16 = (value: number): number[] => [value & 255, (value >> 8) & 255];
const le32 = (value: number): number[] => [...le16(value), ...le16(value >>> 16)];
const ascii = (text: string): number[] => Array.from(text, (letter) => letter.charCodeAt(0));
/** A field of a TIFF directory: tag, type, count, value or where it is. */
const field = (tag: number, type: number, count: number, value: readonly number[]): number[] => [
  ...le16(tag),
  ...le16(type),
  ...le32(count),
  ...[...value, 0, 0, 0, 0].slice(0, 4),
];

export const camera = 'RintisCam X1';

/** The JPEG with an EXIF segment (CIPA DC-008): its orientation, the camera, and a place in Bangkok. */
export function withExif(jpeg: Uint8Array, orientation: number): Uint8Array {
  const ifd0 = 8;
  const gps = ifd0 + 2 + 3 * 12 + 4;
  const data = gps + 2 + 4 * 12 + 4;
  const name = ascii(`${camera}\0`);
  const degrees = (whole: number, minutes: number) => [whole, 1, minutes, 1, 0, 1].flatMap(le32);
  const tiff = [
    ...ascii('II'),
    ...le16(42),
    ...le32(ifd0),
    ...le16(3),
    ...field(0x0110, 2, name.length, le32(data + 48)), // the camera's model
    ...field(0x0112, 3, 1, le16(orientation)),
    ...field(0x8825, 4, 1, le32(gps)),
    ...le32(0),
    ...le16(4),
    ...field(1, 2, 2, ascii('N')),
    ...field(2, 5, 3, le32(data)),
    ...field(3, 2, 2, ascii('E')),
    ...field(4, 5, 3, le32(data + 24)),
    ...le32(0),
    ...degrees(13, 45),
    ...degrees(100, 30),
    ...name,
  ];
  const body = [...ascii('Exif\0\0'), ...tiff];
  const length = body.length + 2;
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, length >> 8, length & 255, ...body, ...jpeg.slice(2)]);
}

/** Width and height by the frame header, and the segments that stand before the picture. */
export function readJpeg(bytes: Uint8Array): { width: number; height: number; segments: string[] } {
  const segments: string[] = [];
  let size = { width: 0, height: 0 };
  for (let at = 2; at + 4 < bytes.length && bytes[at] === 0xff; ) {
    const marker = bytes[at + 1] ?? 0;
    const length = ((bytes[at + 2] ?? 0) << 8) | (bytes[at + 3] ?? 0);
    const isFrame = marker >= 0xc0 && marker <= 0xcf && ![0xc4, 0xc8, 0xcc].includes(marker);
    const word = (from: number) => ((bytes[at + from] ?? 0) << 8) | (bytes[at + from + 1] ?? 0);
    if (isFrame) size = { height: word(5), width: word(7) };
    if (marker >= 0xe0 && marker <= 0xef)
      segments.push(String.fromCharCode(...bytes.slice(at + 4, at + 8)).replace(/\0.*/, ''));
    if (marker === 0xda) break;
    at += 2 + length;
  }
  return { ...size, segments };
}
