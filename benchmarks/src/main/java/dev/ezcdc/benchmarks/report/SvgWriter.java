package dev.ezcdc.benchmarks.report;

import java.io.StringWriter;
import java.util.Locale;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;

/** Writes the few kinds of SVG elements that a chart needs, and escapes what stands in them. */
final class SvgWriter {

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    /** Begins an image that follows the reader's light or dark theme as far as the style says. */
    SvgWriter(int width, int height, String title, String style) throws XMLStreamException {
        xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
        xml.writeStartElement("svg");
        xml.writeAttribute("xmlns", "http://www.w3.org/2000/svg");
        xml.writeAttribute("viewBox", "0 0 " + width + " " + height);
        xml.writeAttribute("width", String.valueOf(width));
        xml.writeAttribute("height", String.valueOf(height));
        xml.writeAttribute("role", "img");
        element("title", title);
        element("style", style);
    }

    /** A rectangle. */
    void rectangle(String style, double x, double y, double width, double height) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEmptyElement("rect");
        xml.writeAttribute("class", style);
        xml.writeAttribute("x", number(x));
        xml.writeAttribute("y", number(y));
        xml.writeAttribute("width", number(width));
        xml.writeAttribute("height", number(height));
    }

    /** Text, with its baseline at y. */
    void text(String style, double x, double y, String content) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("text");
        xml.writeAttribute("class", style);
        xml.writeAttribute("x", number(x));
        xml.writeAttribute("y", number(y));
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    /** A heading, and more in another style on the same line. */
    void heading(String style, double x, double y, String content, String moreStyle, String more)
            throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement("text");
        xml.writeAttribute("x", number(x));
        xml.writeAttribute("y", number(y));
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

    /** Ends the image, and gives it. */
    String end() throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeEndElement();
        xml.writeCharacters("\n");
        xml.close();
        return text.toString();
    }

    private void element(String name, String content) throws XMLStreamException {
        xml.writeCharacters("\n");
        xml.writeStartElement(name);
        xml.writeCharacters(content);
        xml.writeEndElement();
    }

    private static String number(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
