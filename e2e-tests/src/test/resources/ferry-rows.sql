-- One row in each table of ferry.sql, then an update and a delete.
insert into fleet.port values ('KIE', 'Kiel', row(54.32, 10.14)), ('OSL', 'Oslo', null);
insert into fleet.route (departs, arrives, distance_km) values ('KIE', 'OSL', 690.5);
insert into fleet.vessel values ('9070462', 'Magnolia', 'in service', '{in dock,"Sold & Gone"}', '{120,98}', null, null);
insert into fleet."Crew Member" ("Full Name", certificates) values ('Ada O''Brien', '{"deck, A","engine"}');
insert into fleet.shift values ('9070462', 1, '[2026-03-01 06:00+00,2026-03-01 18:00+00)');
insert into fleet.sailing (route_id, vessel, departs_on, delayed) values (1, '9070462', '2026-03-01', '1 hour'),
  (1, '9070462', '2026-09-01', null);
insert into fleet.engine_reading values ('9070462', '2026-03-01 06:00+00', 118.5, 0.75);
insert into "Guest Services"."Passenger" values
  ('00000000-0000-4000-8000-000000000001', 'Zoë', 'Müller', 'Zoe@Example.org');
insert into "Guest Services"."Price.List" values ('high', 'inside', 129.90, '[2026-06-01,2026-09-01)');
insert into "Guest Services".booking (passenger, note) values ('00000000-0000-4000-8000-000000000001', null);
insert into "Guest Services"."Booking Items" values (1, 1, 3, 129.90);
insert into "Guest Services".voucher values ('W26', '25.00', B'10100000', '\x00ff');
insert into "Guest Services"."Überfahrt" values (1, 'Seegartenstraße');
insert into "Guest Services".complaint (details, about) values ('{"cabin": 12, "text": "too loud"}', '<berth/>');
update "Guest Services".booking set paid = true where booking_id = 1;
update "Guest Services"."Booking Items" set quantity = 2 where "Id" = 1;
delete from "Guest Services".voucher where code = 'W26';
