package dev.ezcdc.benchmarks.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the SVG elements that a chart needs, with escaped content. */
final class SvgWriter {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** Starts an image. The style decides whether it follows the reader's light or dark theme. */
    SvgWriter(int width, int height, String title, String style) throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        xml.writeStartElement("svg");
        xml.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
        xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
        xml.writeAttribute("width", String.valueOf(width));
        xml.writeAttribute("height", String.valueOf(height));
        xml.writeAttribute("role", "img");
        writeElement("title", title);
        writeElement("style", style);
    }

    void writeRectangle(String style, double x, double y, double width, double height) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEmptyElement("rect");
        xml.writeAttribute("class", style);
        xml.writeAttribute("x", format(x));
        xml.writeAttribute("y", format(y));
        xml.writeAttribute("width", format(width));
        xml.writeAttribute("height", format(height));
    }

    /** Writes text with its baseline at y. */
    void writeText(String style, double x, double y, String content) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("text");
        xml.writeAttribute("class", style);
        xml.writeAttribute("x", format(x));
        xml.writeAttribute("y", format(y));
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    /** Writes a heading, followed by more text in another style on the same line. */
    void writeHeading(String style, double x, double y, String content, String moreStyle, String more)
            throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("text");
        xml.writeAttribute("x", format(x));
        xml.writeAttribute("y", format(y));
        xml.writeStartElement("tspan");
        xml.writeAttribute("class", style);
        xml.writeCharacters(content);
        xml.writeEndElement();
        xml.writeStartElement("tspan");
        xml.writeAttribute("class", moreStyle);
        xml.writeAttribute("dx", "10");
        xml.writeCharacters(more);
        xml.writeEndElement();
        xml.writeEndElement();
    }

    /** Ends the image and returns it. */
    String finish() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.close();
        return text.toString();
    }

    private void writeElement(String name, String content) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private static String format(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
